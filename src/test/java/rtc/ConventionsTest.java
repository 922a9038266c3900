package rtc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules for all code, including tests. */
@AnalyzeClasses(packages = "rtc")
final class ConventionsTest {

    private static final String WITH_EMPTY_WORD =
            ".*[.$][^.$]*(Abstract|Base|Data|Helper|Impl|Info|(?<!Room)Manager|Utils?)(?![a-z])[^.$]*";

    private static final DescribedPredicate<JavaClass> IN_NULL_MARKED_PACKAGE = describe(
            "in a package marked @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class));

    private static final DescribedPredicate<JavaMethod> OURS_BY_NAME = describe("named by us", method -> Stream.concat(
                    method.getOwner().getAllRawSuperclasses().stream(),
                    method.getOwner().getAllRawInterfaces().stream())
            .flatMap(type -> type.getMethods().stream())
            .noneMatch(inherited -> inherited.getName().equals(method.getName())));

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(be(IN_NULL_MARKED_PACKAGE));

    @ArchTest
    static final ArchRule classNamesContainNoEmptyWords = noClasses().should().haveNameMatching(WITH_EMPTY_WORD);

    @ArchTest
    static final ArchRule accessorsHaveNoGetPrefix =
            noMethods().that(OURS_BY_NAME).should().haveNameMatching("get[A-Z].*");

    @ArchTest
    static final ArchRule noCodeCallsThreadSleep = noClasses()
            .should()
            .callMethodWhere(describe(
                    "Thread.sleep is called",
                    call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                            && call.getName().equals("sleep")));
}
