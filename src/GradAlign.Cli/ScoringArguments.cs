using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using GradAlign.Analyzer;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli;

/// <summary>The arguments of every command that scores: declared, checked and read here alone.</summary>
internal sealed partial class ScoringArguments
{
    private readonly Option<string?> model = new("--model") { HelpName = "GLOB", Description = "Score only the models whose name matches, such as 'Mlp*'." };
    private readonly Option<string?> data = new("--data") { HelpName = "DATA", Description = "Data set on disk; otherwise the model's own Batch method, or synthetic samples." };
    private readonly Option<int> batchSize = new("--batch-size") { HelpName = "N", Description = "Samples in the batch, at least 2; the default limits hold for 64 only.", DefaultValueFactory = _ => 64 };
    private readonly Option<int> repeats = new("--repeats") { HelpName = "R", Description = "Number of seeds, at least 1.", DefaultValueFactory = _ => 3 };
    private readonly Option<long> seed = new("--seed") { HelpName = "SEED", Description = "First seed.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> batchNorm = new("--batch-norm") { Description = "Statistics of batch normalisation.", DefaultValueFactory = _ => "per-sample" };
    private readonly Option<string> precision = new("--precision") { Description = "Numbers that the model is run in.", DefaultValueFactory = _ => "float32" };
    private readonly Option<string?> memory = new("--memory") { HelpName = "SIZE", Description = "Memory for activations and per-sample gradients, such as 4GB (three quarters of what is free)." };
    private readonly Option<string> device = new("--device") { HelpName = "auto|cpu|cuda[:i]", Description = "Where to score.", DefaultValueFactory = _ => "auto" };
    private readonly Option<int?> timeout = new("--timeout") { HelpName = "SECONDS", Description = "Stop a model that gives no sign for so long (300)." };
    private readonly Option<bool> verbose = new("--verbose") { Description = "Show every setting and who said it." };
    private readonly BuildArguments build;
    private readonly FactoryArguments factories;

    /// <param name="command">The command that takes them.</param>
    /// <param name="modelRequired">Whether <c>--model</c> must be given, or <c>--factory</c>.</param>
    /// <param name="project">The option that names the project; null: it is an argument.</param>
    public ScoringArguments(Command command, bool modelRequired = false, Option<string?>? project = null)
    {
        batchNorm.AcceptOnlyFromAmong("per-sample", "frozen", "batch");
        precision.AcceptOnlyFromAmong("float32", "float64");
        memory.Validators.Add(RequireMemorySize);
        batchSize.Validators.Add(result => RequireAtLeast(result, 2));
        repeats.Validators.Add(result => RequireAtLeast(result, 1));
        timeout.Validators.Add(result => RequireAtLeast(result, 1));
        seed.Validators.Add(RequireSeed);
        device.Validators.Add(RequireDevice);
        build = project is null ? new(command) : BuildArguments.WithOption(command, project);
        foreach (var option in new Option[] { model, data, batchSize, repeats, seed, batchNorm, precision, memory, device, timeout, verbose })
        {
            command.Add(option);
        }

        factories = new(command);
        if (modelRequired) command.Validators.Add(RequireModel);
    }

    /// <summary>What was given, with the defaults filled in.</summary>
    public ScoringSettings Read(ParseResult parse) => ReadOptional(parse) ?? throw new InvalidOperationException("the parser let a missing project pass");

    /// <summary>The same; null where no project was named.</summary>
    public ScoringSettings? ReadOptional(ParseResult parse) => build.Read(parse) is not { } built ? null : new()
    {
        Build = built,
        Model = parse.GetValue(model),
        Factories = factories.Read(parse),
        Options = new ScoringOptions
        {
            BatchSize = parse.GetValue(batchSize),
            Repeats = parse.GetValue(repeats),
            Seed = parse.GetValue(seed),
            BatchNorm = parse.GetValue(batchNorm) switch
            {
                "frozen" => BatchNormMode.Frozen,
                "batch" => BatchNormMode.Batch,
                _ => BatchNormMode.PerSample,
            },
            Precision = parse.GetValue(precision) == "float64" ? ScoringPrecision.Float64 : ScoringPrecision.Float32,
            Memory = parse.GetValue(memory) is { } size ? MemorySize.Parse(size) : null,
            Device = parse.GetValue(device) ?? "auto",
            Data = parse.GetValue(data),
        },
        CommandLine = CommandLineLayer.Read(parse),
        Verbose = parse.GetValue(verbose),
    };

    private void RequireModel(CommandResult command)
    {
        if (command.GetResult(model) is null && !factories.IsGiven(command))
        {
            command.AddError("--model GLOB is missing: which models, such as --model 'Mlp*'. A model without [ScoredModel] is named by --factory.");
        }
    }

    private static void RequireAtLeast(OptionResult result, int least)
    {
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value < least)
        {
            result.AddError(FormattableString.Invariant($"{result.Option.Name} is {value}, but a whole number of at least {least} is expected."));
        }
    }

    // libtorch's generator keeps 32 bits of a seed.
    private static void RequireSeed(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is < 0 or > 4_000_000_000)
        {
            result.AddError($"--seed is {text}, but a whole number from 0 to 4000000000 is expected.");
        }
    }

    private static void RequireMemorySize(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && MemorySize.Parse(text) is null)
        {
            result.AddError($"--memory is '{text}', but a size such as 512MB or 4GB is expected.");
        }
    }

    private static void RequireDevice(OptionResult result)
    {
        if (result.Tokens is [{ Value: var value }] && !DeviceName().IsMatch(value))
        {
            result.AddError($"--device is '{value}', but auto, cpu, cuda or cuda:i (such as cuda:0) is expected.");
        }
    }

    [GeneratedRegex("^(auto|cpu|cuda(:[0-9]+)?)$")]
    private static partial Regex DeviceName();
}
