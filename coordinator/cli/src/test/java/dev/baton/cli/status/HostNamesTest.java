package dev.baton.cli.status;

import static dev.baton.cli.status.Beats.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostNamesTest {

  private final List<HeardHost> hosts =
      List.of(heard(1, "host-1"), heard(2, "host-10"), heard(3, "big"), heard(4, "big"));

  private static HeardHost heard(long incarnation, String name) {
    return new HeardHost(host(incarnation, name), 0);
  }

  private long find(String name) {
    return HostNames.find(name, hosts).beat().host();
  }

  @Test
  void aWholeNameIsThatHostEvenIfOthersBeginSo() {
    assertThat(find("host-1")).isEqualTo(1);
  }

  @Test
  void theBeginningOfOneNameIsEnough() {
    assertThat(find("host-10")).isEqualTo(2);
    assertThat(HostNames.find("b", List.of(heard(3, "big"), heard(1, "a"))).beat().host())
        .isEqualTo(3);
  }

  @Test
  void twoAgentsWithOneNameAreToldApartByTheirProcesses() {
    assertThat(find("big:4003")).isEqualTo(3);
    assertThat(HostNames.nameOf(hosts.get(3), hosts)).isEqualTo("big:4004");
    assertThat(HostNames.nameOf(hosts.get(0), hosts)).isEqualTo("host-1");
  }

  @Test
  void anAmbiguousNameIsRefusedWithTheCandidates() {
    assertThatThrownBy(() -> find("big"))
        .isInstanceOf(UsageException.class)
        .hasMessage("'big' may be any of 2 hosts: big:4003, big:4004. Give more of the name.");
  }

  @Test
  void anUnknownNameIsRefusedWithTheHostsThereAre() {
    assertThatThrownBy(() -> find("small"))
        .isInstanceOf(UsageException.class)
        .hasMessage("No host is called 'small'. There are: big:4003, big:4004, host-1, host-10.");
    assertThatThrownBy(() -> find("")).hasMessageStartingWith("No host is called ''.");
    assertThatThrownBy(() -> HostNames.find("small", List.of()))
        .hasMessage("No host has joined this pool, so 'small' is none of it.");
  }

  @Test
  void ofManyCandidatesSomeAreNamed() {
    List<HeardHost> many =
        IntStream.range(10, 40).mapToObj(number -> heard(number, "host-" + number)).toList();

    assertThatThrownBy(() -> HostNames.find("host", many))
        .hasMessageStartingWith("'host' may be any of 30 hosts: host-10, host-11, ")
        .hasMessageEndingWith("host-19 and 20 more. Give more of the name.");
  }

  @Test
  void whatCannotBeShownIsReplaced() {
    assertThat(HostNames.printable("a\033[31mb\n")).isEqualTo("a?[31mb?");
    assertThat(HostNames.printable("x".repeat(1_000))).hasSize(253);
  }
}
