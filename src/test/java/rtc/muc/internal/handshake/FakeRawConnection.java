package rtc.muc.internal.handshake;

/** A connection that is open until it is cut. */
final class FakeRawConnection implements RawConnection {

    private boolean open = true;

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void cut() {
        open = false;
    }
}
