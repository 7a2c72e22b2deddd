import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Asks veraPDF whether documents are PDF/UA-1. The first one named is a control that must be refused: a validator
 * that finds nothing wrong with an untagged page says nothing about the others.
 */
class CheckPdf {
    private static final PDFAFlavour STANDARD = PDFAFlavour.PDFUA_1;

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        if (files.length < 2 || broken(files[0]).isEmpty()) {
            System.out.println("FAILED  the validator refuses nothing, or was given nothing");
            System.exit(1);
        }
        int refused = 0;
        for (int i = 1; i < files.length; i++) {
            Map<String, Integer> rules = broken(files[i]);
            refused += rules.isEmpty() ? 0 : 1;
            System.out.printf("%-7s %s%n", rules.isEmpty() ? "ok" : "FAILED", Path.of(files[i]).getFileName());
            rules.forEach((rule, times) -> System.out.printf("        %s (%d times)%n", rule, times));
        }
        System.out.printf("%d documents, %d of them not PDF/UA-1%n", files.length - 1, refused);
        System.exit(refused == 0 ? 0 : 1);
    }

    /** Returns the rules that a document breaks, by clause, with how often it does. */
    private static Map<String, Integer> broken(String file) throws Exception {
        Map<String, Integer> rules = new TreeMap<>();
        try (InputStream content = Files.newInputStream(Path.of(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(content, STANDARD);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(STANDARD, false)) {
            for (TestAssertion found : validator.validate(parser).getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String clause = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                    rules.merge(clause + " " + found.getMessage(), 1, Integer::sum);
                }
            }
        }
        return rules;
    }
}
