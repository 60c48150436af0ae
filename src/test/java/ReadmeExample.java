import kerava.data.Mnist;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.training.FitOptions;
import kerava.training.History;

public class ReadmeExample {
  public static void main(String[] args) {
    Mnist train = Mnist.load(Mnist.Split.TRAIN), test = Mnist.load(Mnist.Split.TEST);
    RandomSeed.set(42);
    try (Sequential model = new Sequential(new Input(28, 28), new Flatten(), new Dense(50, "sigmoid"), new Dense(10, "softmax"))) {
      System.out.print(model.summary());
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      History history = model.fit(train.x(), train.y(), new FitOptions().withEpochs(2).withBatchSize(32));
      System.out.println(history.get("loss")); // [0.4930042326450348, 0.22675828635692596]
      System.out.println(model.evaluate(test.x(), test.y())); // [0.19287864863872528, 0.9426000118255615]
      System.out.println(model.predict(test.x().slice(0, 1)).shape()); // (1, 10)
      System.out.println(model.getWeights().get(0).shape()); // (784, 50)
    }
  }
}
