import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** As an application server: neither Baton nor the program is in its own class path. */
class Container {
  public static void main(String[] arguments) throws Exception {
    String[] entries = arguments[0].split(File.pathSeparator);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = new File(entries[i]).toURI().toURL();
    }
    try (var loader = new ChildFirst(urls)) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass("Program")
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }
  }

  static class ChildFirst extends URLClassLoader {
    ChildFirst(URL[] urls) {
      super("web application", urls, Container.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        try {
          return name.startsWith("java.") ? super.loadClass(name, resolve) : findClass(name);
        } catch (ClassNotFoundException e) {
          return super.loadClass(name, resolve);
        }
      }
    }
  }
}
