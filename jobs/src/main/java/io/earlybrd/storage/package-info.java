/** Where backups lie: objects in a folder or a bucket, sealed and signed. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.storage;
