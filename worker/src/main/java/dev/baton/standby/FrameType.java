package dev.baton.standby;

import java.io.IOException;

/** What is said on a connection between a program and the standby server. */
enum FrameType {
  /** The program wants a worker. From the answer on the connection stands for that worker. */
  TAKE('t'),
  /** Somebody wants to know how the server is. */
  STATUS('s'),
  /** The server is to end. */
  STOP('q'),

  /** The answer to {@link #TAKE} if there is one, with what is to be known of it. */
  GIVEN('g'),
  /** The answer if there is none. */
  NONE('n'),

  /** Bytes for the worker's standard input. */
  INPUT('i'),
  /** The end of its standard input. */
  INPUT_END('e'),
  /** So many bytes of its standard output were read: an int. */
  OUTPUT_READ('o'),
  /** So many bytes of its standard error were read: an int. */
  ERROR_READ('r'),

  /** Bytes of its standard output. */
  OUTPUT('O'),
  /** Bytes of its standard error. */
  ERROR('R'),
  /** It has ended: its exit code, an int. What it has printed may come after that, and the end. */
  EXIT('x');

  private final byte code;

  FrameType(char code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static FrameType of(byte code) throws IOException {
    for (FrameType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IOException("no frame begins with " + code);
  }
}
