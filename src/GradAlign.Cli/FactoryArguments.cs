using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GradAlign.Cli;

/// <summary>The options that score a model whose code does not know of GradAlign.</summary>
internal sealed partial class FactoryArguments
{
    private static readonly char[] Separators = ['x', '×', ','];
    private readonly Option<string[]> factory = new("--factory")
    {
        HelpName = "NAME",
        Description = "Score what this static method returns, or this class is, without [ScoredModel]: Namespace.Type.Method, ResNet*, 'AlexNet(10)'; may be repeated. Needs --input.",
    };

    private readonly Option<string?> input = new("--input") { HelpName = "SHAPE", Description = "With --factory: the shape of one input, without the batch, such as 3x32x32." };
    private readonly Option<int?> classes = new("--classes") { HelpName = "N", Description = "With --factory: number of classes, at least 2." };
    private readonly Option<int?> vocabulary = new("--vocabulary") { HelpName = "N", Description = "With --factory: number of tokens; inputs are whole numbers below it. Without --classes it is a language model." };
    private readonly Option<string?> loss = new("--loss") { HelpName = "TYPE", Description = "With --factory: a type with a static Tensor Loss(Tensor output, Tensor target), in place of cross-entropy." };

    /// <param name="command">The command that takes them.</param>
    public FactoryArguments(Command command)
    {
        input.Validators.Add(RequireShape);
        classes.Validators.Add(RequireAtLeastTwo);
        vocabulary.Validators.Add(RequireAtLeastTwo);
        command.Validators.Add(RequireWhole);
        foreach (var option in new Option[] { factory, input, classes, vocabulary, loss }) command.Add(option);
    }

    /// <summary>What was given; null where no factory was named.</summary>
    public FactorySettings? Read(ParseResult parse) => parse.GetValue(factory) is not { Length: > 0 } names ? null : new(
        names,
        new([.. parse.GetRequiredValue(input)!.Split(Separators).Select(s => long.Parse(s, CultureInfo.InvariantCulture))], parse.GetValue(classes) ?? 0, parse.GetValue(vocabulary) ?? 0, parse.GetValue(loss)));

    /// <summary>Whether a factory was named.</summary>
    public bool IsGiven(SymbolResult result) => result.GetResult(factory) is { Tokens.Count: > 0 };

    // What the options say only together.
    private void RequireWhole(CommandResult command)
    {
        var given = new Option[] { input, classes, vocabulary, loss }.Where(o => command.GetResult(o) is { Tokens.Count: > 0 }).ToArray();
        if (!IsGiven(command))
        {
            if (given.Length > 0) command.AddError($"{given[0].Name} says what a model of --factory takes, and no --factory is given. Name one, or put it into [ScoredModel].");
            return;
        }

        if (!given.Contains(input)) command.AddError("--factory needs --input: the shape of one input, without the batch, such as --input 3x32x32.");
        if (given.All(o => o == input)) command.AddError("--factory needs --classes N, such as --classes 10; a language model has --vocabulary N in its place, a regression --loss TYPE and --data batch:TYPE.");
    }

    private static void RequireShape(OptionResult result)
    {
        if (result.Tokens is not [{ Value: var text }]) return;
        if (!Shape().IsMatch(text))
            result.AddError($"--input is '{text}', but the sizes of one input are expected, without the batch, with an x between them: 3x32x32, or 784. Each is at least 1.");
    }

    private static void RequireAtLeastTwo(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value < 2)
            result.AddError(FormattableString.Invariant($"{result.Option.Name} is {value}, but a whole number of at least 2 is expected."));
    }

    // At most nine digits a size: no tensor has more.
    [GeneratedRegex("^[1-9][0-9]{0,8}([x×,][1-9][0-9]{0,8})*$")]
    private static partial Regex Shape();
}
