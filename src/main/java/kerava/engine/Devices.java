package kerava.engine;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContextOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;

/** The devices that TensorFlow sees on this machine. */
public final class Devices {
  /** {@code name}: {@code /device:CPU:0}; {@code type}: {@code CPU} or {@code GPU}. */
  public record Device(String name, String type) {}

  private Devices() {}

  /** All devices, CPUs first; loads the native library. */
  public static List<Device> list() {
    TensorFlow.version(); // loads the native library
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TFE_Context context = TFE_NewContext(TFE_NewContextOptions(), status);
      status.throwExceptionIfNotOK();
      TF_DeviceList devices = TFE_ContextListDevices(context, status);
      status.throwExceptionIfNotOK();
      List<Device> list = new ArrayList<>();
      for (int i = 0; i < TF_DeviceListCount(devices); i++) {
        String name = TF_DeviceListName(devices, i, status).getString();
        list.add(new Device(name.substring(name.indexOf("/device:")), TF_DeviceListType(devices, i, status).getString()));
      }
      TF_DeleteDeviceList(devices);
      TFE_DeleteContext(context);
      return list;
    }
  }
}
