namespace Xunit.Sdk;

/// <summary>xunit.v3 tells a failed assertion from an error by an interface of this name, whoever declares it: so a failure counts as one without a dependency on xunit.</summary>
internal interface IAssertionException;
