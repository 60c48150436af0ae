package kerava.engine;

import static kerava.KeravaException.require;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextOptionsSetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteContextOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContextOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kerava.config.Warnings;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The devices that TensorFlow sees on this machine, and on which of them models run: on the first GPU if there is one, whose memory is
 * taken as it is needed and not all at once. {@link #use} or the system property {@code kerava.device} choose another, before the first
 * model runs.
 */
public final class Devices {
  /**
   * {@code name}: {@code /device:CPU:0}; {@code type}: {@code CPU} or {@code GPU}; {@code memory}: bytes, of the machine or those that
   * TensorFlow may take of a GPU.
   */
  public record Device(String name, String type, long memory) {}

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?", Pattern.CASE_INSENSITIVE);

  private static String asked = System.getProperty("kerava.device");
  private static OptionalInt gpus = OptionalInt.empty();
  private static boolean told;

  private Devices() {}

  /** Models run on {@code device}: {@code cpu}, {@code gpu:0}, {@code gpu:1}, ...; refuses a GPU that TensorFlow does not see. */
  public static synchronized void use(String device) {
    check(device);
    if (GPU.matcher(device).matches()) {
      int there = gpus();
      require(place(device) < there, "--device: there is no %s, TensorFlow sees %s; %s; say --device cpu, or nothing, to run without",
          device,
          there == 0 ? "no GPU" : there + " of them", whyNone());
    }
    asked = device;
  }

  /** Whether {@code name} is one that {@link #use} takes. */
  public static boolean isName(String name) { return name.equalsIgnoreCase("cpu") || GPU.matcher(name).matches(); }

  private static void check(String device) {
    require(isName(device), "device: must be cpu, gpu:0, gpu:1, ..., got '%s'", device);
  }

  private static int place(String device) {
    Matcher gpu = GPU.matcher(device);
    return gpu.matches() && gpu.group(1) != null ? Integer.parseInt(gpu.group(1)) : 0;
  }

  /** Why there are not more GPUs, and what to do, in a sentence without an end. */
  public static String whyNone() {
    return hasCuda()
        ? CudaLibraries.ofThisMachine().told()
        : "TensorFlow's library for CPUs is on the class path; take the one for GPUs, the classifier linux-x86_64-gpu of tensorflow-core-native";
  }

  /** Whether the library on the class path is TensorFlow's for GPUs. */
  public static boolean hasCuda() {
    return Devices.class.getResource("/org/tensorflow/internal/c_api/linux-x86_64-gpu") != null;
  }

  /** Whether models run on a GPU. */
  public static synchronized boolean isGpu() { return hasCuda() && !"cpu".equalsIgnoreCase(asked) && gpus() > 0; }

  /** Who has brought the library for GPUs does not expect the CPU. */
  private static void tellIfThereIsNone() {
    if (told) return;
    told = true;
    if (hasCuda() && gpus() == 0)
      Warnings.warn(
          "TensorFlow's library for GPUs sees no GPU, so that models run on the CPU: %s; --device cpu, in Java -Dkerava.device=cpu, asks "
              + "for the CPU",
          whyNone());
  }

  /** Settings of a session on what has been chosen. */
  static synchronized ConfigProto.Builder chosen() {
    if (asked != null) check(asked);
    else tellIfThereIsNone();
    return builder(asked);
  }

  private static ConfigProto.Builder builder(String device) {
    GPUOptions.Builder gpu = GPUOptions.newBuilder().setAllowGrowth(true);
    ConfigProto.Builder config = ConfigProto.newBuilder();
    if (device != null && device.equalsIgnoreCase("cpu")) config.putDeviceCount("GPU", 0);
    else if (device != null) gpu.setVisibleDeviceList(Integer.toString(place(device)));
    return config.setGpuOptions(gpu);
  }

  /** How many TensorFlow sees. */
  private static synchronized int gpus() {
    if (gpus.isEmpty()) gpus = OptionalInt.of((int) list().stream().filter(device -> device.type().equals("GPU")).count());
    return gpus.getAsInt();
  }

  /** All devices, CPUs first; loads the native library. */
  public static List<Device> list() { return list(builder(null)); }

  private static List<Device> list(ConfigProto.Builder settings) {
    NativeMemory.prepare();
    TensorFlow.version(); // loads the native library
    byte[] config = settings.build().toByteArray();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TFE_ContextOptions options = TFE_NewContextOptions();
      TFE_ContextOptionsSetConfig(options, new BytePointer(config), config.length, status);
      status.throwExceptionIfNotOK();
      TFE_Context context = TFE_NewContext(options, status);
      TFE_DeleteContextOptions(options);
      status.throwExceptionIfNotOK();
      TF_DeviceList devices = TFE_ContextListDevices(context, status);
      status.throwExceptionIfNotOK();
      List<Device> list = new ArrayList<>();
      for (int i = 0; i < TF_DeviceListCount(devices); i++) list.add(device(devices, i, status));
      TF_DeleteDeviceList(devices);
      TFE_DeleteContext(context);
      return list;
    }
  }

  private static Device device(TF_DeviceList devices, int i, TF_Status status) {
    String name = TF_DeviceListName(devices, i, status).getString(), type = TF_DeviceListType(devices, i, status).getString();
    long memory = type.equals("CPU") ? Pointer.totalPhysicalBytes() : TF_DeviceListMemoryBytes(devices, i, status);
    return new Device(name.substring(name.indexOf("/device:")), type, memory);
  }
}
