package dev.baton.log.kafka;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** What is wrong with TLS, and what to do, by the exceptions of the JDK's TLS. */
final class TlsErrors {

  private TlsErrors() {}

  /**
   * Explains a failed handshake.
   *
   * @param broker the address
   */
  static String explain(String broker, Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String found = explainCause(broker, cause);
      if (found != null) {
        return found;
      }
    }
    return "TLS with the Kafka broker at "
        + broker
        + " failed: "
        + KafkaErrors.firstLine(innermost(failure))
        + " Check the ssl.* client properties.";
  }

  private static @Nullable String explainCause(String broker, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case CertificateExpiredException e ->
          "The certificate of the Kafka broker at "
              + broker
              + " has expired ("
              + e.getMessage()
              + "), or the clock of this machine is wrong. The broker's administrator has to renew"
              + " it.";
      case CertificateNotYetValidException e ->
          "The certificate of the Kafka broker at "
              + broker
              + " is not valid yet ("
              + e.getMessage()
              + "). Check the clocks of this machine and of the broker's.";
      case CertPathBuilderException _ -> untrusted(broker);
      case CertificateException _
          when message.startsWith("No subject alternative") || message.startsWith("No name") ->
          "The certificate of the Kafka broker at "
              + broker
              + " is for another host: "
              + KafkaErrors.firstLine(cause)
              + " Use a name of the broker that its certificate has, or have it issued for this"
              + " one.";
      default ->
          message.contains("fatal alert") && isAboutOurCertificate(message)
              ? "The Kafka broker at "
                  + broker
                  + " refused the certificate of this client, or expects one: "
                  + KafkaErrors.firstLine(cause)
                  + " Check ssl.keystore.* in the Kafka client properties."
              : null;
    };
  }

  private static String untrusted(String broker) {
    return "The certificate of the Kafka broker at "
        + broker
        + " is not trusted: neither it nor who issued it is in ssl.truststore.* of the Kafka client"
        + " properties. If these come from a join token, what listens there is not the broker that"
        + " made the token, or that broker has a new certificate and a new token.";
  }

  private static boolean isAboutOurCertificate(String alert) {
    return alert.contains("certificate") || alert.contains("unknown_ca");
  }

  /** The innermost that says something. */
  private static Throwable innermost(Throwable failure) {
    Throwable speaking = failure;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        speaking = cause;
      }
    }
    return speaking;
  }
}
