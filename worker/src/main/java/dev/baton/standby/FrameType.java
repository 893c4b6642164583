package dev.baton.standby;

import java.io.IOException;

/** The types of frames between a program and the standby server. */
enum FrameType {
  /** The program wants a worker. From the answer on, the connection stands for that worker. */
  TAKE('t'),
  /** The program asks for the server's status. */
  STATUS('s'),
  /** The server must end. */
  STOP('q'),

  /** The answer to {@link #TAKE} if there is a worker, with its description. */
  GIVEN('g'),
  /** The answer to {@link #TAKE} if there is none. */
  NONE('n'),

  /** Bytes for the worker's standard input. */
  INPUT('i'),
  /** The end of its standard input. */
  INPUT_END('e'),
  /** This many bytes of its standard output were read: an int. */
  OUTPUT_READ('o'),
  /** This many bytes of its standard error were read: an int. */
  ERROR_READ('r'),

  /** Bytes of its standard output. */
  OUTPUT('O'),
  /** Bytes of its standard error. */
  ERROR('R'),
  /**
   * The worker has ended: its exit code, an int. Its remaining output and the end of it may follow.
   */
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
