using System.Text.Json.Serialization;

namespace GradAlign.Analyzer.Calibration.Models;

/// <summary>What a trainer learnt: scaled scores to a normal score of accuracy.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IsotonicModel), "isotonic")]
[JsonDerivedType(typeof(LinearModel), "ridge")]
[JsonDerivedType(typeof(KernelModel), "gaussian-process")]
[JsonDerivedType(typeof(TreesModel), "trees")]
[JsonDerivedType(typeof(BlendModel), "blend")]
internal abstract record AccuracyModel
{
    /// <summary>A normal score a row.</summary>
    /// <param name="rows">[rows × features], scaled.</param>
    public abstract double[] Predict(double[][] rows);

    /// <summary>The tree ensembles that it is made of, in a fixed order: they are files of their own in the calibrator.</summary>
    public virtual IEnumerable<TreesModel> Trees() => [];

    /// <summary>Whether it takes so many features and holds finite numbers only: a file may have been altered.</summary>
    /// <param name="features">Features.</param>
    public abstract bool Fits(int features);
}
