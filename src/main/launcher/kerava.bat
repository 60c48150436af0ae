@echo off
rem Starts Kerava from wherever this folder lies.  JAVA_HOME picks the Java; KERAVA_OPTS adds JVM options.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=2"
if not defined TF_OVERRIDE_GLOBAL_THREADPOOL set "TF_OVERRIDE_GLOBAL_THREADPOOL=true"
for %%W in (%*) do if "%%~W"=="--deterministic" set "TF_DETERMINISTIC_OPS=1"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto -Djava.awt.headless=true ^
  -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 ^
  %KERAVA_OPTS% -jar "%~dp0..\lib\kerava.jar" %*
exit /b %ERRORLEVEL%
