package rtc.it.unnoticed;

import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;

/** Would refuse everybody, but lacks an annotation that makes it a bean. */
public class Unnoticed implements AccessPolicy {

    @Override
    public Access decide(AccessRequest request) {
        return Access.refused(403);
    }
}
