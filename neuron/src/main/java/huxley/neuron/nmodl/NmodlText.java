package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;

/** NMODL that stands in for a part of a file. */
final class NmodlText {
    private NmodlText() {
    }

    /** The statements of {@code nmodl}, in place of what is at {@code where}: complaints name its line and column. */
    static Block block(String nmodl, Span where) {
        String text = "\n".repeat(where.line() - 1) + " ".repeat(where.column() - 1) + "{" + nmodl + "}";
        TokenReader in = new TokenReader(new Source(where.source().name(), text));
        Block block = new StatementParser(in, new ExpressionParser(in)).block(StatementParser.Tilde.NOTHING);
        if (in.peek().kind() != Token.Kind.END) {
            throw in.unexpected("the end");
        }
        return block;
    }
}
