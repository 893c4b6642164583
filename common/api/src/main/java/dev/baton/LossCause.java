package dev.baton;

/** Why the attempts that a worker had were lost; its tasks then run again, or are given up. */
public enum LossCause {
  /** Its process died or was killed: by the system, by itself, or by its host agent at a limit. */
  CRASHED,

  /** Its heap was so full that it did nothing but collect garbage. */
  OUT_OF_HEAP,

  /** It ended in an orderly way, because it was drained or replaced, and did not hand them back. */
  ENDED,

  /** Its host left the pool. */
  HOST_LEFT,

  /** Nothing has been heard of its host for a while. */
  HOST_SILENT,

  /** Its host does not know of it any more. */
  UNKNOWN_TO_HOST,

  /** The connection to it has ended, and its host did not say why. */
  CONNECTION_LOST,

  /** It was gone before it was sent anything. */
  NOT_SENT,

  /** It has answered, but the data of the answer has gone with its process. */
  RESULT_GONE
}
