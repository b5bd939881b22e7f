using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using GradAlign.Analyzer;

namespace GradAlign.Cli;

/// <summary>The arguments of <c>gradalign score</c>.</summary>
internal sealed partial class ScoreCommand : Command
{
    private readonly Argument<string> target = new("PROJECT|ASSEMBLY") { Description = "A .csproj, a folder with exactly one, or a built .dll." };
    private readonly Option<string?> model = new("--model") { HelpName = "GLOB", Description = "Score only the models whose name matches, such as 'Mlp*'." };
    private readonly Option<string?> data = new("--data") { HelpName = "DATA", Description = "Data set on disk; otherwise the model's own Batch method, or synthetic samples." };
    private readonly Option<int> batchSize = new("--batch-size") { HelpName = "N", Description = "Samples in the batch, at least 2; the default limits hold for 64 only.", DefaultValueFactory = _ => 64 };
    private readonly Option<int> repeats = new("--repeats") { HelpName = "R", Description = "Number of seeds, at least 1.", DefaultValueFactory = _ => 3 };
    private readonly Option<long> seed = new("--seed") { HelpName = "SEED", Description = "First seed.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> batchNorm = new("--batch-norm") { Description = "Statistics of batch normalisation.", DefaultValueFactory = _ => "per-sample" };
    private readonly Option<string> precision = new("--precision") { Description = "Numbers that the model is run in.", DefaultValueFactory = _ => "float32" };
    private readonly Option<string?> memory = new("--memory") { HelpName = "SIZE", Description = "Memory for activations and per-sample gradients, such as 4GB (half of what there is)." };
    private readonly Option<string> device = new("--device") { HelpName = "auto|cpu|cuda[:i]", Description = "Where to score.", DefaultValueFactory = _ => "auto" };
    private readonly Option<bool> noBuild = new("--no-build") { Description = "Score what is built already." };
    private readonly Option<string> configuration = new("--configuration", "-c") { HelpName = "NAME", Description = "Build configuration.", DefaultValueFactory = _ => "Debug" };
    private readonly Option<string?> framework = new("--framework", "-f") { HelpName = "TFM", Description = "Target framework; needed where the project has several." };
    private readonly Option<int?> timeout = new("--timeout") { HelpName = "SECONDS", Description = "Stop a model that gives no sign for so long (300)." };
    private readonly Option<string> format = new("--format") { Description = "How the results are shown.", DefaultValueFactory = _ => "console" };
    private readonly Option<string?> output = new("--output", "-o") { HelpName = "FILE", Description = "Write the results to a file instead of stdout." };

    public ScoreCommand() : base("score", "Score the models of a project at initialisation. Exits 0 unless something could not be measured.")
    {
        batchNorm.AcceptOnlyFromAmong("per-sample", "frozen", "batch");
        precision.AcceptOnlyFromAmong("float32", "float64");
        memory.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && MemorySize.Parse(text) is null)
            {
                result.AddError($"--memory is '{text}', but a size such as 512MB or 4GB is expected.");
            }
        });
        format.AcceptOnlyFromAmong("console", "json", "markdown");
        AtLeast(batchSize, 2);
        AtLeast(repeats, 1);
        // libtorch's generator keeps 32 bits of a seed.
        seed.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value is < 0 or > 4_000_000_000)
            {
                result.AddError($"--seed is {text}, but a whole number from 0 to 4000000000 is expected.");
            }
        });
        timeout.Validators.Add(result => RequireAtLeast(result, 1));
        device.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !DeviceName().IsMatch(value))
            {
                result.AddError($"--device is '{value}', but auto, cpu, cuda or cuda:i (such as cuda:0) is expected.");
            }
        });
        Add(target);
        foreach (var option in new Option[] { model, data, batchSize, repeats, seed, batchNorm, precision, memory, device, noBuild, configuration, framework, timeout, format, output })
        {
            Add(option);
        }

        SetAction((parse, cancellation) => ScoreRun.ExecuteAsync(Settings(parse), cancellation));
    }

    private ScoreSettings Settings(ParseResult parse) => new()
    {
        Target = parse.GetRequiredValue(target),
        Model = parse.GetValue(model),
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
        NoBuild = parse.GetValue(noBuild),
        Configuration = parse.GetValue(configuration) ?? "Debug",
        Framework = parse.GetValue(framework),
        Timeout = parse.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Format = Enum.Parse<OutputFormat>(parse.GetValue(format) ?? "console", ignoreCase: true),
        Output = parse.GetValue(output),
    };

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(result => RequireAtLeast(result, least));

    private static void RequireAtLeast(OptionResult result, int least)
    {
        if (result.Tokens is [{ Value: var text }]
            && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value < least)
        {
            result.AddError(FormattableString.Invariant($"{result.Option.Name} is {value}, but a whole number of at least {least} is expected."));
        }
    }

    [GeneratedRegex("^(auto|cpu|cuda(:[0-9]+)?)$")]
    private static partial Regex DeviceName();
}
