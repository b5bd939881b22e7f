namespace GradAlign.NasBench.Timings;

/// <summary>What a score costs on one cell, in processor time.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Alone">Seconds by itself.</param>
/// <param name="AloneRatio">The same over the floor, one forward and backward pass of the batch.</param>
/// <param name="Added">Seconds that it adds to a scoring; null where it is a scoring. Within noise it may be negative.</param>
/// <param name="AddedRatio">The same over the floor.</param>
internal sealed record Timing(string Key, double Alone, double AloneRatio, double? Added, double? AddedRatio);
