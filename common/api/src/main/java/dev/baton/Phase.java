package dev.baton;

/** Where a task spends its time, in the order in which it happens. */
public enum Phase {
  /** Encoding the task, in the coordinator. */
  ENCODE,

  /** Waiting, in the ledger and in the worker. */
  QUEUE,

  /** Travelling from the coordinator to the worker. */
  TRANSFER,

  /** Decoding the task, in the worker. */
  DECODE,

  /** Running the user's code. */
  EXECUTE,

  /** Encoding the result, in the worker. */
  ENCODE_RESULT,

  /** Travelling from the worker to the coordinator. */
  RETURN,

  /** Decoding the result, in the coordinator. */
  DECODE_RESULT
}
