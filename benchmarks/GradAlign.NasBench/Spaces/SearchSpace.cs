namespace GradAlign.NasBench.Spaces;

/// <summary>A search space of a benchmark.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Identity">Column that identifies a cell.</param>
/// <param name="Read">Reads the cells of a file, in its order.</param>
/// <param name="Parse">Makes one cell from its text: an arch string, or a line of the space's JSONL.</param>
internal sealed record SearchSpace(string Name, string Title, string Identity, Func<string, IEnumerable<Cell>> Read, Func<string, Cell> Parse)
{
    /// <summary>Every space.</summary>
    public static IReadOnlyList<SearchSpace> All { get; } =
    [
        new("nb201", "NAS-Bench-201", "arch", NasBench201.Read, arch => NasBench201.Cell(arch)),
        Lines("nb101", "NAS-Bench-101", "hash", NasBench101.Cell),
        Lines("darts", "DARTS", "index", CellGenotype.DartsCell),
        Lines("nds", "NDS spaces of two-input cells: DARTS, ENAS, PNAS, Amoeba, NASNet", "index", CellGenotype.NdsCell),
        Lines("resnet", "NDS ResNet and ResNeXt", "index", ResidualNetwork.Cell),
    ];

    /// <summary>The space of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SearchSpace Of(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException($"There is no search space '{name}'; there is {string.Join(", ", All.Select(s => s.Name))}.");

    private static SearchSpace Lines(string name, string title, string identity, Func<string, Cell> parse) =>
        new(name, title, identity, path => File.ReadLines(path).Where(l => !string.IsNullOrWhiteSpace(l)).Select(parse), parse);
}
