// Holds PDF files against veraPDF's own rules, without its command line program.
//
// Usage: java -cp JAR:CLASSES CheckPdf FLAVOUR[,FLAVOUR] FILE...      (flavours: 3a, 3b, ua1 ...)
// Prints one line for each file and flavour: "ok", or "failed" with the rules broken. Exit code 1 when any failed.
//
// The jar that is at hand is a minimised one without JAXB, so the bundled profiles are read by DOM.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;
import org.verapdf.pdfa.validation.validators.ValidatorConfigBuilder;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

public final class CheckPdf {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";
    private static final Map<String, String> PROFILE_FILES =
            Map.of("2b", "PDFA-2B", "3a", "PDFA-3A", "3b", "PDFA-3B", "ua1", "PDFUA-1");
    private static final int FEWEST_RULES = 50;

    private CheckPdf() {
    }

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean failed = false;
        for (int index = 1; index < arguments.length; index++) {
            for (String flavour : arguments[0].split(",")) {
                Map<String, String> broken = check(arguments[index], flavour);
                failed |= !broken.isEmpty();
                System.out.println((broken.isEmpty() ? "ok " : "failed ") + flavour + " " + arguments[index]);
                broken.forEach((rule, message) -> System.out.println("    " + rule + " " + message));
            }
        }
        System.exit(failed ? 1 : 0);
    }

    private static Map<String, String> check(String file, String name) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        Map<String, String> broken = new TreeMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            ValidatorConfig config =
                    new ValidatorConfigBuilder().flavour(flavour).maxFails(-1).recordPasses(false).build();
            PDFAValidator validator = Foundries.defaultInstance().createValidator(config, profile(flavour, name));
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    String where = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
                    broken.putIfAbsent(rule, assertion.getMessage() + " @ " + where);
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("unknown", "not compliant");
            }
        }
        return broken;
    }

    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream source = CheckPdf.class.getResourceAsStream(PROFILES + PROFILE_FILES.get(name) + ".xml")) {
            root = factory.newDocumentBuilder().parse(source).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) {
            rules.add(rule(rule));
        }
        if (rules.size() < FEWEST_RULES) {
            throw new IllegalStateException("profile " + name + " has only " + rules.size() + " rules");
        }
        Set<Variable> variables = new HashSet<>();
        for (Element each : children(child(root, "variables"), "variable")) {
            variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"),
                    text(each, "defaultValue"), text(each, "value")));
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(name, name, "bundled", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element each : children(child(error, "arguments"), "argument")) {
            String name = each.hasAttribute("name") ? each.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(each.getTextContent(), name, null));
        }
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        String tags = rule.hasAttribute("tags") ? rule.getAttribute("tags") : null;
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(specification(id.getAttribute("specification")), id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"), deferred, tags, text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    private static PDFAFlavour.Specification specification(String name) {
        for (PDFAFlavour.Specification each : PDFAFlavour.Specification.values()) {
            if (each.name().equals(name) || each.getId().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("unknown specification " + name);
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        if (parent != null) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element && name.equals(node.getLocalName())) {
                    found.add((Element) node);
                }
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent();
    }
}
