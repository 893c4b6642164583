package dev.baton.broker;

import java.nio.file.Path;
import java.time.Duration;

/** A program that uses an embedded broker and waits to be killed. */
final class BrokerParent {

  private BrokerParent() {}

  public static void main(String... arguments) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerConfig.temporary("baton"), System.err::println);
    var _ = broker.awaitReady(Duration.ofMinutes(2));
    Path directory = broker.clientPropertiesFile().getParent();
    System.out.println(broker.pid() + " " + directory);
    Thread.sleep(Long.MAX_VALUE);
  }
}
