package io.splitstream.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A disk that fails as it is told to. */
final class FaultyDisk implements Journal.Disk {
    /** Whether segments find no room. */
    boolean fullForSegments;

    /** Whether frames find no room. */
    boolean fullForFrames;

    /** Whether what was written cannot be cut off. */
    boolean failsToTruncate;

    /** How many forces fail from here on; the next succeeds, as Linux has it for pages that it gave up. */
    int forcesToFail;

    /** Where set, a force waits for it once it has begun. */
    volatile @Nullable CyclicBarrier stall;

    @Override
    public FileChannel create(Path file) throws IOException {
        if (fullForSegments) {
            throw new IOException("No space left on device");
        }
        return new Segment(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Only what a journal does to a segment. */
    private final class Segment extends FileChannel {
        private final FileChannel file;

        Segment(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            if (fullForFrames && position >= SegmentLayout.HEADER_BYTES) {
                throw new IOException("No space left on device");
            }
            return file.write(from, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (failsToTruncate) {
                throw new IOException("Input/output error");
            }
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            meet();
            meet();
            if (forcesToFail > 0) {
                forcesToFail--;
                throw new IOException("Input/output error");
            }
            file.force(metaData);
        }

        private void meet() throws IOException {
            try {
                CyclicBarrier known = stall;
                if (known != null) {
                    known.await(10, TimeUnit.SECONDS);
                }
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException("nobody came", e);
            }
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
