package dev.baton.cli.command;

import dev.baton.config.Setting;
import dev.baton.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A mixin of the options that set some of the settings: they are as the table of settings says. */
@Command // without it picocli takes no mixin that has no annotated options
public final class SettingOptions {

  private final List<Setting<?>> offered;
  private Settings typed = Settings.DEFAULT;

  public SettingOptions(List<Setting<?>> offered) {
    this.offered = List.copyOf(offered);
  }

  /** The names under which the help shows these settings. */
  public static List<String> names(List<Setting<?>> settings) {
    return settings.stream().map(SettingOptions::name).toList();
  }

  /** Called by picocli. */
  @Spec(Spec.Target.MIXEE)
  public void addTo(CommandSpec command) {
    offered.forEach(setting -> command.addOption(option(setting)));
  }

  /** What was typed. */
  public Settings settings() {
    return typed;
  }

  /** The names of the options that were typed and ask for something. */
  public List<String> given() {
    return names(offered.stream().filter(this::isGiven).toList());
  }

  private <T> boolean isGiven(Setting<T> setting) {
    return typed.has(setting) && !setting.type().isNothing(typed.get(setting));
  }

  private <T> OptionSpec option(Setting<T> setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(setting.options().toArray(String[]::new))
            .description(setting.help())
            .setter(setter(setting));
    return setting.label().isEmpty()
        ? option.type(boolean.class).build()
        : option
            .type(Object.class)
            .paramLabel(setting.label())
            .converters(text -> parse(setting, text))
            .build();
  }

  /** Picocli sets null, and a switch to false, before it reads a command line. */
  private <T> ISetter setter(Setting<T> setting) {
    return new ISetter() {
      @Override
      @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
      public <V> @Nullable V set(@Nullable V value) {
        if (value != null && !value.equals(false)) {
          typed = typed.with(setting, (T) value);
        }
        return null;
      }
    };
  }

  private static Object parse(Setting<?> setting, String text) {
    try {
      return setting.type().parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static String name(Setting<?> setting) {
    return setting.options().getLast();
  }
}
