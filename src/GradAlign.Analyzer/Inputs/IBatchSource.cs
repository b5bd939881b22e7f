using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Where batches come from.</summary>
public interface IBatchSource
{
    /// <summary>What the batches are, for the report.</summary>
    DataDescription Description { get; }

    /// <summary>Draws a batch on the CPU. The same size and seed give the same batch, in every process.</summary>
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the choice of samples.</param>
    /// <exception cref="Verdicts.ScoringException">The data cannot give such a batch.</exception>
    ScoringBatch Draw(int size, long seed);
}
