package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests for Kubernetes are what its API accepts, and say what the programs need. */
class KubernetesFileTest {

  private static List<JsonObject> objects() throws IOException {
    String text =
        Files.readString(SourceTree.ROOT.resolve("kubernetes/baton.yaml"), StandardCharsets.UTF_8);
    List<JsonObject> objects = new ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions()))
        .loadAll(text)
        .forEach(object -> objects.add(new Gson().toJsonTree(object).getAsJsonObject()));
    return objects;
  }

  /** Throws if a field is unknown or missing. */
  private static void check(JsonObject object) throws IOException {
    switch (object.get("kind").getAsString()) {
      case "Service" -> V1Service.validateJsonElement(object);
      case "StatefulSet" -> V1StatefulSet.validateJsonElement(object);
      case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(object);
      case "Job" -> V1Job.validateJsonElement(object);
      default -> throw new AssertionError(object.get("kind"));
    }
  }

  @Test
  void kubernetesKnowsEveryField() throws IOException {
    List<JsonObject> objects = objects();
    assertThat(objects).hasSize(4);

    for (JsonObject object : objects) {
      check(object);
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsFound() throws IOException {
    JsonObject workers = objects().get(1);
    container(workers).addProperty("imagePolicy", "Always");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> check(workers))
        .withMessageContaining("`imagePolicy`");
  }

  @Test
  void containersHaveNoRightsAndAllTheMemoryTheyShare() throws IOException {
    for (JsonObject object : List.of(objects().get(1), objects().get(3))) {
      JsonObject container = container(object);
      JsonObject pod = pod(object);

      assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).hasToString("true");
      assertThat(at(container, "securityContext", "allowPrivilegeEscalation")).hasToString("false");
      assertThat(at(pod, "securityContext", "runAsNonRoot")).hasToString("true");
      assertThat(texts(container.getAsJsonArray("volumeMounts"), "mountPath"))
          .containsExactlyInAnyOrder("/etc/baton", "/dev/shm", "/tmp");
      JsonObject store = pod.getAsJsonArray("volumes").get(1).getAsJsonObject();
      assertThat(at(store, "emptyDir", "medium")).hasToString("\"Memory\"");
    }
  }

  @Test
  void workersHaveTheTimeToDrain() throws IOException {
    JsonObject workers = objects().get(1);
    List<String> words = words(container(workers));

    int drain = Integer.parseInt(words.get(words.indexOf("--drain-timeout") + 1).replace("s", ""));
    assertThat(pod(workers).get("terminationGracePeriodSeconds").getAsInt())
        .isGreaterThanOrEqualTo(drain + 15);
    assertThat(container(workers).getAsJsonObject("livenessProbe").toString())
        .contains(words.get(words.indexOf("--health-file") + 1));
  }

  private static JsonObject pod(JsonObject object) {
    return object.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
  }

  private static JsonObject container(JsonObject object) {
    return pod(object).getAsJsonArray("containers").get(0).getAsJsonObject();
  }

  private static JsonElement at(JsonObject object, String key, String inner) {
    return object.getAsJsonObject(key).get(inner);
  }

  private static List<String> words(JsonObject container) {
    return StreamSupport.stream(container.getAsJsonArray("args").spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  private static List<String> texts(JsonArray array, String key) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.getAsJsonObject().get(key).getAsString())
        .toList();
  }
}
