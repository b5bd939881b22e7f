using System.CommandLine;

namespace GradAlign.NasBench;

/// <summary><c>describe</c>: what a cell builds.</summary>
internal sealed class DescribeCommand : Command
{
    private readonly Argument<string> cell = new("CELL") { Description = "An arch string (nb201), or a line of the space's JSONL." };

    public DescribeCommand() : base("describe", "Prints the network that a cell builds, with its parameters part by part.")
    {
        var spaces = new SpaceArguments(this);
        Add(cell);
        SetAction(parse =>
        {
            var (space, options) = spaces.Read(parse);
            var plan = space.Parse(parse.GetRequiredValue(cell)).Network(options);
            foreach (var line in plan.Describe("")) Console.WriteLine(line);
            Console.WriteLine($"{plan.Parameters} parameters");
        });
    }
}
