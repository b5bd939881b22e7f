using System.Globalization;
using GradAlign.Analyzer.Hosting;
using GradAlign.NasBench.Studies;
using TorchSharp;

namespace GradAlign.NasBench.Timings;

/// <summary>Times the scores of cells, one after the other, into a file.</summary>
internal static class TimingStudy
{
    /// <summary>Times what is not in the file yet.</summary>
    /// <param name="settings">What, and how.</param>
    /// <param name="log">Where progress is told.</param>
    /// <exception cref="FormatException">The file was made with other options.</exception>
    public static void Run(TimingSettings settings, TextWriter log)
    {
        var cells = CellSample.Draw(settings.Space.Read(settings.Cells), settings.Sample, settings.Seed);
        var options = Options(settings);
        string[] columns = [settings.Space.Identity, "score", "alone_ms", "alone_ratio", "added_ms", "added_ratio", "floor_ms", .. options.Select(o => o.Name)];
        var file = StudyFile.Open(settings.Output, columns, keys: 2, options);
        var progress = new StudyProgress(log, settings.Space.Name, 0, cells.Length);
        foreach (var cell in cells)
        {
            var isThinned = settings.Space.Name == "nb201";
            using var network = new TimedNetwork(cell, settings.Network, settings.ImageSize, settings.BatchSize, settings.Seed);
            if (!network.Scores(isThinned).All(s => file.Done.Contains($"{cell.Id} {s.Key}")))
            {
                var (floor, scores) = CellTiming.Run(network, settings.Rounds, isThinned);
                foreach (var score in scores.Where(s => !file.Done.Contains($"{cell.Id} {s.Key}")))
                    file.Append([cell.Id, score.Key, Milliseconds(score.Alone), Ratio(score.AloneRatio), Milliseconds(score.Added), Ratio(score.AddedRatio), Milliseconds(floor), .. options.Select(o => o.Value)]);
                RareCollections.Collect();
            }

            progress.CellDone();
        }

        progress.Finish();
    }

    private static (string Name, string Value)[] Options(TimingSettings settings) =>
    [
        ("space", settings.Space.Name),
        ("batch_size", Text(settings.BatchSize)),
        ("batch_norm", "PerSample"),
        ("seed", Text(settings.Seed)),
        ("rounds", Text(settings.Rounds)),
        ("threads", Text(torch.get_num_threads())),
        ("skeleton", $"classes {settings.Network.Classes} channels {settings.Network.InputChannels} width {settings.Network.Width?.ToString(CultureInfo.InvariantCulture) ?? "default"} depth {settings.Network.Depth?.ToString(CultureInfo.InvariantCulture) ?? "default"}"),
        ("image_size", Text(settings.ImageSize)),
        ("kernels", Environment.GetEnvironmentVariable(ConvolutionKernels.Variable) ?? "default"),
    ];

    private static string Milliseconds(double? seconds) => (seconds * 1000)?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    private static string Ratio(double? ratio) => ratio?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
