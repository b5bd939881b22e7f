using System.CommandLine;
using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Steadiness;

/// <summary><c>steadiness</c>: scores the same cells under several conditions.</summary>
internal sealed class SteadinessCommand : Command
{
    // All that cost about as much as a scoring, or less.
    private const string Scores = "params,macs,trainable_layers,grad_norm,snip,synflow,jacov,naswot,gradsign,zico";

    private readonly Option<string?> images = new("--data") { HelpName = "IMAGES", Description = "Images to score on instead of noise, as gradalign score names them; without, that condition is left out." };
    private readonly Option<int[]> sizes = new("--batch-sizes") { HelpName = "N", Description = "Other numbers of samples.", DefaultValueFactory = _ => [8, 16, 32, 128], AllowMultipleArgumentsPerToken = true };

    public SteadinessCommand() : base("steadiness", "Scores the same cells with other seeds, initialisations, batch sizes, input and batch norm into one CSV file; a study that was killed goes on where it was.")
    {
        var arguments = new StudyArguments(this);
        foreach (var option in new Option[] { images, sizes }) Add(option);
        SetAction(parse =>
        {
            if (arguments.Begin(parse) is { } code) return code;
            var given = arguments.Read(parse);
            var reference = given with { Options = given.Options with { Scores = given.Options.Scores ?? Scores } };
            SteadinessStudy.Run(reference, Condition.All(reference, parse.GetRequiredValue(sizes), parse.GetValue(images)), Console.Error);
            return 0;
        });
    }
}
