package dev.baton.codec.graph;

import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.logging.Level;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import javax.xml.namespace.QName;

/** Locks, which arrive unlocked, and names of other packages. */
final class OtherMakers {

  private OtherMakers() {}

  static void addTo(Makers to) {
    to.value("ReentrantLock", source -> new ReentrantLock(source.flip()));
    to.value("Semaphore", source -> new Semaphore(source.number(), source.flip()));
    to.value("ReentrantReadWriteLock", source -> new ReentrantReadWriteLock(source.flip()));
    to.value("ReadLock", source -> new ReentrantReadWriteLock(source.flip()).readLock());
    to.value("WriteLock", source -> new ReentrantReadWriteLock(source.flip()).writeLock());
    to.value("StampedLock", source -> new StampedLock());
    to.value("ThreadLocalRandom", source -> ThreadLocalRandom.current());
    to.value("Level", source -> source.oneOf(Level.INFO, Level.ALL, Level.parse("123")));
    to.key("QName", source -> new QName("urn:a", "name" + source.number(), "prefix"));
    to.key("X500Principal", source -> new X500Principal("CN=a" + source.number() + ", C=DE"));
    to.value("SecretKeySpec", source -> new SecretKeySpec(new byte[] {1, 2, 3}, "AES"));
  }
}
