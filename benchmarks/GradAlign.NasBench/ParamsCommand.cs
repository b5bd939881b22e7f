using System.CommandLine;

namespace GradAlign.NasBench;

/// <summary><c>params</c>: the parameters of every cell of a file, beside what the file states.</summary>
internal sealed class ParamsCommand : Command
{
    private readonly Option<string> cells = new("--cells") { HelpName = "FILE", Description = "File with the cells.", Required = true };

    public ParamsCommand() : base("params", "Counts the parameters of every cell of a file; exits 2 where the file states another number.")
    {
        var spaces = new SpaceArguments(this);
        Add(cells);
        SetAction(parse =>
        {
            var (space, options) = spaces.Read(parse);
            var different = 0;
            Console.WriteLine($"{space.Identity},params,stated");
            foreach (var cell in space.Read(parse.GetRequiredValue(cells)))
            {
                var count = cell.Network(options).Parameters;
                if (cell.Parameters is { } stated && stated != count) different++;
                Console.WriteLine($"{cell.Id},{count},{cell.Parameters}");
            }

            Console.Error.WriteLine($"{different} cells differ from what the file states");
            return different == 0 ? 0 : 2;
        });
    }
}
