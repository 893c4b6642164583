package dev.baton.cli.job;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import dev.baton.config.Suggestion;
import dev.baton.job.Job;
import dev.baton.process.ProgramJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * The jobs that can be run: Baton's own and those of the user's jars, found by {@link
 * ServiceLoader}. One thread only.
 *
 * <p>Only the chosen job is instantiated; of the others the class is loaded for its name and
 * description.
 */
public final class JobCatalog {

  private static final String SERVICE_FILE = "META-INF/services/" + Job.class.getName();

  private final SortedMap<String, JobEntry> entries = new TreeMap<>();

  /**
   * Finds the jobs.
   *
   * @param jars the user's jars; none, or at least one of them with a job
   * @throws UsageException if a jar cannot be read, none has a job, or what it declares is no job
   */
  public static JobCatalog of(List<Path> jars) {
    JobCatalog catalog = new JobCatalog();
    ClassLoader own = JobCatalog.class.getClassLoader();
    if (jars.isEmpty()) {
      catalog.addAll(own, null);
      return catalog;
    }
    ClassLoader loader = loaderOf(jars);
    catalog.addAll(loader, own);
    boolean hasUserJob = catalog.entries.values().stream().anyMatch(JobEntry::isOfUser);
    if (!hasUserJob) {
      String names = String.join(", ", jars.stream().map(Path::toString).toList());
      throw new UsageException(
          "There is no job in "
              + names
              + ": a jar with jobs has a file "
              + SERVICE_FILE
              + " that names the classes which implement "
              + Job.class.getName()
              + ".");
    }
    Thread.currentThread().setContextClassLoader(loader);
    return catalog;
  }

  /**
   * A class loader for the user's jars, behind that of Baton.
   *
   * @throws UsageException if one of them is none
   */
  public static ClassLoader loaderOf(List<Path> jars) {
    jars.forEach(JobCatalog::checkIsJar);
    return new URLClassLoader(
        ProgramJars.files(jars).stream().map(JobCatalog::url).toArray(URL[]::new),
        JobCatalog.class.getClassLoader());
  }

  /** All jobs, by name. */
  public Collection<JobEntry> entries() {
    return entries.values();
  }

  public boolean contains(String name) {
    return entries.containsKey(name);
  }

  /**
   * The job of that name.
   *
   * @throws UsageException with a suggestion, if there is none
   */
  public JobEntry find(String name) {
    JobEntry entry = entries.get(name);
    if (entry == null) {
      String question = Suggestion.question(name, entries.keySet());
      throw new UsageException(
          "Unknown job '" + name + "'." + (question.isEmpty() ? whereJobsAre() : question));
    }
    return entry;
  }

  private String whereJobsAre() {
    boolean hasOwn = entries.values().stream().anyMatch(JobEntry::isOfUser);
    return hasOwn
        ? " 'baton run --list' with the same --jar shows all jobs."
        : " 'baton run --list' shows all jobs; one of your own needs its jar: --jar FILE.";
  }

  private void addAll(ClassLoader loader, @Nullable ClassLoader own) {
    @SuppressWarnings("rawtypes") // the service file knows no type arguments
    Iterator<ServiceLoader.Provider<Job>> providers =
        ServiceLoader.load(Job.class, loader).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        ServiceLoader.Provider<?> provider = providers.next();
        add(provider, own != null && !own.equals(provider.type().getClassLoader()));
      } catch (ServiceConfigurationError e) {
        throw new UsageException(
            "A jar declares a job that cannot be loaded: " + e.getMessage(), e);
      }
    }
  }

  private void add(ServiceLoader.Provider<?> provider, boolean isOfUser) {
    Class<?> type = provider.type();
    Command command = type.getAnnotation(Command.class);
    if (command == null || command.name().startsWith("<")) {
      throw new UsageException(
          "Job " + type.getName() + " has no name: annotate it with picocli's @Command(name = …).");
    }
    String description = String.join(" ", command.description());
    String summary = description.replaceFirst("(?s)(\\.)\\s.*", "$1"); // its first sentence
    JobEntry entry = new JobEntry(command.name(), summary, isOfUser, provider);
    JobEntry other = entries.put(entry.name(), entry);
    if (other != null) {
      throw new UsageException(
          "Two jobs are called '"
              + entry.name()
              + "': "
              + other.className()
              + " and "
              + entry.className()
              + ".");
    }
  }

  private static void checkIsJar(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.size();
    } catch (ZipException e) {
      throw new UsageException(jar + " is not a jar: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UsageException("Cannot read " + jar + ": " + FileProblem.of(e) + ".", e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
