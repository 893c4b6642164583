package dev.baton.config;

/**
 * Sizes of heaps: a size, or a range such as {@code 256m..4g}.
 *
 * @param size the type of each end
 */
record HeapType(SettingType<Long> size) implements SettingType<HeapSize> {

  private static final String TO = "..";

  @Override
  public boolean allows(HeapSize heap) {
    return size.allows(heap.bytes())
        && size.allows(heap.most())
        && (isNothing(heap) ? heap.most() == 0 : heap.most() >= heap.bytes());
  }

  @Override
  public String allowed() {
    return size.allowed();
  }

  @Override
  public HeapSize parse(String text) {
    int middle = text.indexOf(TO);
    if (middle < 0) {
      return HeapSize.fixed(size.parse(text));
    }
    HeapSize range =
        new HeapSize(
            size.parse(text.substring(0, middle)),
            size.parse(text.substring(middle + TO.length())));
    if (!allows(range) || isNothing(range)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a range such as 256m..4g, the smaller size first");
    }
    return range;
  }

  @Override
  public String format(HeapSize heap) {
    return heap.canGrow()
        ? size.format(heap.bytes()) + TO + size.format(heap.most())
        : size.format(heap.bytes());
  }

  @Override
  public String label() {
    return size.label();
  }

  @Override
  public boolean isNothing(HeapSize heap) {
    return heap.bytes() == 0;
  }
}
