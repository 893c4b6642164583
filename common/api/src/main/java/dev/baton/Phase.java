package dev.baton;

/** Where the time of a task goes, in the order of its way. */
public enum Phase {
  /** Making bytes of the task, in the coordinator. */
  ENCODE,
  /** Waiting, in the ledger and in the worker. */
  QUEUE,
  /** From the coordinator's sending to the worker's receiving. */
  TRANSFER,
  /** Making objects of the bytes, in the worker. */
  DECODE,
  /** The user's code. */
  EXECUTE,
  /** Making bytes of the result, in the worker. */
  ENCODE_RESULT,
  /** From the worker's sending to the coordinator's receiving. */
  RETURN,
  /** Making an object of the result, in the coordinator. */
  DECODE_RESULT
}
