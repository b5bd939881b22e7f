using System.Diagnostics.CodeAnalysis;

namespace GradAlign.Analyzer;

/// <summary>The numbers that a model is run in.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the formats' own names.")]
public enum ScoringPrecision
{
    /// <summary>As it is trained; contractions are accumulated in 64 bits all the same.</summary>
    Float32,

    /// <summary>Everything in 64 bits: twice the memory and time, for networks so ill-conditioned that rounding shows.</summary>
    Float64,
}
