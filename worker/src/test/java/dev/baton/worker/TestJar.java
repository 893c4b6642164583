package dev.baton.worker;

import dev.baton.store.StoredJars;
import dev.baton.wire.ContentId;
import dev.baton.wire.JobJar;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar that is compiled for a test, so that its classes are not on the class path. */
record TestJar(Path file) {

  /** Compiles classes, each in a file of its own, and packs them. */
  static TestJar of(Path folder, String name, List<TestJar> needed, String... sources)
      throws IOException {
    Path work = Files.createTempDirectory(folder, "compile");
    StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
    needed.forEach(jar -> classPath.append(':').append(jar.file));
    Path classes = Files.createDirectory(work.resolve("classes"));
    for (String source : sources) {
      String simpleName = source.replaceFirst("(?s).*?(?:class|record) (\\w+).*", "$1");
      Path file = Files.writeString(work.resolve(simpleName + ".java"), source);
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  System.err,
                  "-proc:none",
                  "-cp",
                  classPath + ":" + classes,
                  "-d",
                  classes.toString(),
                  file.toString());
      if (code != 0) {
        throw new IllegalStateException("it does not compile: " + source);
      }
    }
    Path jar = folder.resolve(name);
    try (OutputStream to = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(to);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
    }
    return new TestJar(jar);
  }

  /** A class loader with these jars, as a program has. */
  static URLClassLoader loader(TestJar... jars) {
    return new URLClassLoader(
        Stream.of(jars).map(TestJar::url).toArray(URL[]::new), TestJar.class.getClassLoader());
  }

  private URL url() {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts it into a store; returns what batches say of it. */
  JobJar addTo(StoredJars stored) throws IOException {
    ContentId hash = ContentId.of(file);
    stored.add(hash, file);
    return new JobJar(hash, file.getFileName().toString());
  }
}
