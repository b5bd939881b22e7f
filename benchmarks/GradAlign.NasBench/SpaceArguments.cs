using System.CommandLine;
using GradAlign.NasBench.Spaces;

namespace GradAlign.NasBench;

/// <summary>SPACE and the options of its skeleton.</summary>
internal sealed class SpaceArguments
{
    private readonly Argument<string> space = new("SPACE") { Description = $"The search space: {string.Join(", ", SearchSpace.All.Select(s => s.Name))}." };
    private readonly Option<int> classes = new("--classes") { Description = "Classes.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> channels = new("--input-channels") { Description = "Channels of the images.", DefaultValueFactory = _ => 3 };
    private readonly Option<int?> width = new("--width") { Description = "Channels of the first stage; by default the space's own." };
    private readonly Option<int?> depth = new("--depth") { Description = "Cells a stage (nb201, nb101) or in all (darts, nds); by default the space's own." };

    /// <param name="command">The command that takes them.</param>
    public SpaceArguments(Command command)
    {
        space.AcceptOnlyFromAmong([.. SearchSpace.All.Select(s => s.Name)]);
        command.Add(space);
        foreach (var option in new Option[] { classes, channels, width, depth }) command.Add(option);
    }

    /// <summary>What was given.</summary>
    public (SearchSpace Space, NetworkOptions Options) Read(ParseResult parse) => (
        SearchSpace.Of(parse.GetRequiredValue(space)),
        new() { Classes = parse.GetValue(classes), InputChannels = parse.GetValue(channels), Width = parse.GetValue(width), Depth = parse.GetValue(depth) });
}
