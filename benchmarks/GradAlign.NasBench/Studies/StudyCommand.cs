using System.CommandLine;
using GradAlign.Analyzer;
using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Studies;

/// <summary><c>study</c>: scores the cells of a file.</summary>
internal sealed class StudyCommand : Command
{
    private readonly Option<string> data = new("--data") { HelpName = "DATA", Description = "Data, as gradalign score names them.", DefaultValueFactory = _ => "synthetic" };
    private readonly Option<string> batchNorm = new("--batch-norm") { Description = "Statistics of batch normalisation.", DefaultValueFactory = _ => "per-sample" };
    private readonly Option<string> initialisation = new("--initialisation") { Description = "How the weights of convolutions and linear layers begin.", DefaultValueFactory = _ => "default" };

    public StudyCommand() : base("study", "Scores the cells of a file into a CSV file, a row a cell; a study that was killed goes on where it was.")
    {
        batchNorm.AcceptOnlyFromAmong("per-sample", "frozen", "batch");
        initialisation.AcceptOnlyFromAmong("default", "kaiming", "xavier");
        var arguments = new StudyArguments(this);
        foreach (var option in new Option[] { data, batchNorm, initialisation }) Add(option);
        SetAction(parse =>
        {
            if (arguments.Begin(parse) is { } code) return code;
            Study.Run(Settings(arguments.Read(parse), parse), Console.Error);
            return 0;
        });
    }

    private StudySettings Settings(StudySettings common, ParseResult parse) => common with
    {
        Initialisation = Enum.Parse<Initialisation>(parse.GetRequiredValue(initialisation), ignoreCase: true),
        Options = common.Options with
        {
            BatchNorm = parse.GetValue(batchNorm) switch
            {
                "frozen" => BatchNormMode.Frozen,
                "batch" => BatchNormMode.Batch,
                _ => BatchNormMode.PerSample,
            },
            Data = parse.GetValue(data),
        },
    };
}
