package dev.baton.agent;

import dev.baton.wire.WorkerStatus;

/** Told, on the agent's thread, what happens to workers. */
interface CrewListener {

  /** Before there is anybody to tell. */
  CrewListener NONE =
      new CrewListener() {
        @Override
        public void up(WorkerStatus worker) {}

        @Override
        public void down(
            int number, long incarnation, boolean crashed, long runningTask, String evidence) {}
      };

  /** A worker can take tasks. */
  void up(WorkerStatus worker);

  /** A worker that could take tasks is gone. */
  void down(int number, long incarnation, boolean crashed, long runningTask, String evidence);
}
