package dev.baton.measure.race;

/**
 * What came of one round.
 *
 * @param updates how many updates all have made
 * @param counted what the number said in the end
 * @param ns how long it took
 */
record RoundResult(long updates, long counted, long ns) {

  long lost() {
    return updates - counted;
  }
}
