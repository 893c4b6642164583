/** Open, so that values of its classes can be encoded and decoded. */
open module demo {
  requires dev.baton.api;
  requires dev.baton.pool;
}
