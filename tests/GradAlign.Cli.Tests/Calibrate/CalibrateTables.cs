using System.Globalization;
using System.Text;

namespace GradAlign.Cli.Tests.Calibrate;

/// <summary>Tables of models whose accuracy follows from their scores, as files; a list of replacements makes them hostile.</summary>
internal static class CalibrateTables
{
    public static (string Scores, string Accuracy) Write(TemporaryFolder folder, int rows = 60, Func<int, string, string>? score = null, Func<int, string, string>? accuracy = null)
    {
        var random = new Random(7);
        var scores = new StringBuilder("model,conflict,collapse,params,batch_size,batch_norm,data,input_shape,classes\n");
        var accuracies = new StringBuilder("model,accuracy\n");
        for (var i = 0; i < rows; i++)
        {
            var (conflict, collapse, size) = (random.NextDouble(), random.NextDouble(), random.Next(100, 1000));
            scores.Append(CultureInfo.InvariantCulture, $"m{i},{score?.Invoke(i, Text(conflict)) ?? Text(conflict)},{Text(collapse)},{size},64,PerSample,synthetic,5,3\n");
            var truth = Text(0.9 - (0.3 * conflict) - (0.2 * collapse) + (0.02 * random.NextDouble()));
            accuracies.Append(CultureInfo.InvariantCulture, $"m{i},{accuracy?.Invoke(i, truth) ?? truth}\n");
        }

        return (folder.Write("scores.csv", scores.ToString()), folder.Write("accuracy.csv", accuracies.ToString()));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
