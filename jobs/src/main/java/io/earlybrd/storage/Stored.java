package io.earlybrd.storage;

/**
 * An object that is there.
 *
 * @param size in bytes, as it is stored
 */
public record Stored(String key, long size) {}
