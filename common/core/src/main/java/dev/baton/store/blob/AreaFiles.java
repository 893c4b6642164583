package dev.baton.store.blob;

import java.nio.file.Path;

/** Makes the files of an area that are Chronicle Maps. */
public interface AreaFiles {

  /**
   * Makes a slab: a file of blocks of one size, with its memory.
   *
   * @param blockBytes of each block, a multiple of 64
   * @return where in the file each block begins, at multiples of 64
   * @throws dev.baton.EnvironmentException if there is no room
   */
  long[] makeSlab(Path file, int blockBytes, int blocks);

  /**
   * Makes the catalogue of an area.
   *
   * @throws dev.baton.EnvironmentException if there is no room
   */
  Catalogue makeCatalogue(Path area);
}
