package dev.baton.worker;

import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;

/** What makes objects of bytes and bytes of objects. */
record Codecs(Codec objects, FailureCodec failures) {}
