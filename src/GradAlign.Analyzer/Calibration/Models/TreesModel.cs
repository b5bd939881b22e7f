using System.Text.Json.Serialization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>An ensemble of boosted regression trees of ML.NET.</summary>
/// <param name="Features">Features that it takes.</param>
internal sealed record TreesModel(int Features) : AccuracyModel
{
    private ITransformer? transformer;

    /// <summary>ML.NET's model file; an entry of its own in the calibrator.</summary>
    [JsonIgnore]
    public byte[] File { get; set; } = [];

    public override double[] Predict(double[][] rows)
    {
        if (rows.Length == 0) return [];
        var context = new MLContext(seed: 0);
        transformer ??= Load(context);
        return [.. transformer.Transform(TreeRow.View(context, rows, targets: null)).GetColumn<float>("Score").Select(s => (double)s)];
    }

    public override IEnumerable<TreesModel> Trees() => [this];

    public override bool Fits(int features)
    {
        if (Features != features) return false;
        transformer ??= Load(new(seed: 0));
        return Predict([new double[features]]) is [var score] && double.IsFinite(score);
    }

    private ITransformer Load(MLContext context)
    {
        using var stream = new MemoryStream(File);
        return context.Model.Load(stream, out _);
    }
}
