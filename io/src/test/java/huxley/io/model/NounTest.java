package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NounTest {
    @ParameterizedTest
    @CsvSource({"cell,a cell,the cell lacks", "ion,an ion,the ion lacks", "steps,steps,the steps lack",
            "gap junctions,gap junctions,the gap junctions lack", "noise,noise,the noise lacks",
            "mean and deviation,mean and deviation,the mean and deviation lack",
            "list of connections,a list of connections,the list of connections lacks"})
    void namesAgreeWithTheirArticleAndVerb(String name, String indefinite, String lacks) {
        Noun noun = new Noun(name);
        assertEquals(List.of(indefinite, lacks), List.of(noun.indefinite(), noun.the("lacks")));
    }
}
