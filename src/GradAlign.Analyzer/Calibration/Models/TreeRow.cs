using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>A row as ML.NET takes it.</summary>
internal sealed class TreeRow
{
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    /// <summary>Rows as a view of ML.NET.</summary>
    /// <param name="context">The context that it belongs to.</param>
    /// <param name="rows">[rows × features], scaled; one row at least.</param>
    /// <param name="targets">A target a row; null: none are needed.</param>
    public static IDataView View(MLContext context, double[][] rows, double[]? targets)
    {
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return context.Data.LoadFromEnumerable(
            rows.Select((r, i) => new TreeRow { Features = [.. r.Select(x => (float)x)], Label = (float)(targets?[i] ?? 0) }), schema);
    }
}
