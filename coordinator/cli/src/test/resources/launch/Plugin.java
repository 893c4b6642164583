import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Has a program that is found by a class loader which does not say where it looks. */
class Plugin {
  public static void main(String[] arguments) throws Exception {
    var loader = new DirectoryLoader(Path.of(arguments[0]));
    Thread.currentThread().setContextClassLoader(loader);
    loader
        .loadClass("Program")
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  static class DirectoryLoader extends ClassLoader {
    private final Path directory;

    DirectoryLoader(Path directory) {
      super(Plugin.class.getClassLoader());
      this.directory = directory;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try {
        byte[] bytes = Files.readAllBytes(directory.resolve(name.replace('.', '/') + ".class"));
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    protected URL findResource(String name) {
      try {
        Path file = directory.resolve(name);
        return Files.exists(file) ? file.toUri().toURL() : null;
      } catch (MalformedURLException e) {
        return null;
      }
    }
  }
}
