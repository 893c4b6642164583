/** Used by a task only. */
class Other {
  static int twice(int number) {
    return 2 * number;
  }
}
