"""Given names that are common in some country of Europe, America, Africa or Asia, in Latin letters without accents.

They tell a person's name from other capitalised words. Left out are names that are mostly something else: words (Will,
Grace, Summer), months, towns and states (Austin, Virginia, Sydney).
"""

from __future__ import annotations

_ENGLISH = """
aaron abigail adam adrian agnes aidan aileen alan albert alec alex alexa alexander alexandra alexis alfie alfred alice
alicia alison allan allison alyssa amanda amelia amy andrea andrew andy angela angus anita ann anna annabel anne annette
annie anthony archie arlene arnold arthur ashley audrey barbara barry beatrice becky belinda ben benjamin bernard bernice
bert beryl beth bethany betty beverley beverly bonnie brad bradley brandon brenda brendan brent brett brian bridget
britney brittany bruce bryan bryce caitlin callum calvin cameron camille candice carl carla carly caroline carolyn
carrie casey cassandra catherine cathy cecil cecilia celia charlene charles charlie chelsey cheryl chloe chris christina
christine christopher cindy claire clara clarence clark claudia clayton clifford clive cody colin colleen connor conor
constance corey courtney craig curtis cynthia cyril damian damien dana daniel danielle danny darlene darren daryl dave
david deanna debbie deborah debra declan denis denise dennis derek desmond diana diane dominic donald donna doreen doris
dorothy doug douglas duncan dustin dwayne dylan ebony eddie edgar edith edmund edna edward edwin eileen elaine eleanor
elijah elisabeth elise eliza elizabeth ella ellen ellie elliot elliott elsie elvis emily emma enid eric erica erik erin
ernest ernie esther ethan ethel eugene eunice evan evelyn felicity felix fiona frances francis fred freda freddie
frederick gabriel gabrielle gail gareth garry gary gavin gemma geoff geoffrey gerald geraldine gerard gertrude gilbert
gillian gladys glenda glenn gloria gordon graeme graham greg gregory greta gwen gwendolyn hannah harold harriet harry
harvey hayley hazel heather hector heidi helen henry herbert herman hilary hilda howard hugh hugo ian imogen irene isaac
isabel isabella isabelle isobel ivan jackie jacob jacqueline jade jake james jamie jan jane janet janice jared jasmin
jason jeanette jeff jeffrey jemma jenna jennifer jenny jeremy jerome jerry jesse jessica jessie jill jillian jim jimmy
joan joanna joanne jodie joe joel john johnny jon jonathan joseph josephine josh joshua joyce juan judith judy julia
julian julie juliet justin kaitlyn karen karl kate katherine kathleen kathryn kathy katie katy kayla keith kelly kelvin
kendra kenneth kerry kevin kieran kim kimberly kirk kirsten kirsty kristen kristin kristina kurt kyle lachlan larry
laura lauren laurence lawrence leah lee leigh lena leo leon leonard leroy leslie lesley lewis liam linda lindsay lindsey
lionel lisa lloyd logan lois lorna lorraine louis louise lucas lucinda lucy luke lydia lynda lynn lynne mabel madeleine
maggie malcolm mandy marc marcia marcus margaret maria marian marie marilyn marion marjorie marlene martha martin
marvin mary mathew matilda matt matthew maureen maurice mavis megan melanie melinda melissa michael micheal michelle
mick mike mildred millie minnie miranda miriam mitchell moira molly morgan muriel myra nadine nancy naomi natalie
natasha nathan nathaniel neil nellie nicholas nicola nicole nigel noah noel nora norma norman oliver olivia oscar owen
pamela patricia patrick paul paula pauline pearl peggy percy peter philip phillip phoebe phyllis polly priscilla rachael
rachel ralph ramona randall randolph randy raymond rebecca reginald rhonda richard ricky rita robert roberta robin
rodney roger roland ronald ronnie rory rosalind rosemary rosie ross rowena roy rupert russell ruth ryan sabrina sadie
sally sam samantha samuel sandra sara sarah scott sean sebastian shane shannon sharon shaun shawn sheila shelley shirley
sian sidney simon simone sonia sophia sophie stacey stacy stanley stella stephanie stephen steve steven stewart stuart
susan susanna susie suzanne sylvia tabitha tamara tammy tania tanya tara ted teresa terence terri terry thelma theodore
theresa thomas tim timothy tina toby todd tom tommy tracey tracy trevor tricia tristan troy tyler ursula valerie vanessa
vera vernon veronica vicki vicky victoria vincent viola vivian walter wanda warren wayne wendy wesley wilfred wilhelm
willard william willie winifred winston yvette yvonne zach alana alvin brady candace carlton cheyenne chester christy clarissa colby daphne darrell darryl
demi devin devon dexter dominick dwight eliana elsa emmett estella ezra fern fletcher floyd freddy gabriella gladys gus
gwyneth hank harrison homer ike irving isaiah ivor jared jasper jeannie jed jeremiah jolene josie julianne kacey kaley
katelyn katrina keira kendall kenny kristy lana lara leila lenny leona lester levi lily-rose lorraine lucille luther mae
maisie marcy margo marissa marsha maxine mckenzie milton mona monty nelson nettie nikki nolan oscar otis percival perry
phil poppy quinn rachelle reggie rosalie rosa roxanne rufus sadie sally shania sheldon sherry sid silas sonny spencer
stan stefanie tammie tasha ted terrance thaddeus theo tiffany tilly timmy trent trey trudy valentine velma verity victor
vince wade wallace wilbur wilma yolanda zak zachary zara zoe
"""

_EUROPEAN = """
aantje achim adelaide adele adolfo adriana adriano agata agnieszka agnese aino aitor albertina alberto aldo aleksander
aleksandar aleksandra alena alessandra alessandro alessia alejandra alejandro alfonso alfredo alina aline alvaro amadeo
amalia amelie ana anais anastasia anatoly anders andre andreas andrei andrej andres andrzej anette angelika angelo
anica anika anja anke anneke annelise annika anouk antje antoine antoinette anton antonia antonietta antonin antonina
antonio armando arnaud arne arturo astrid aurelie aurelien axel barbora bartosz basile bastian beata beate beatriz
benedikt benoit bente bernadette bernd bernhard birgit birgitta birte bjorn blanca blazej bodil bogdan bohdan boris
branko brigitte britta bruna bruno camilla camilo carlo carlos carmela carmen carsten caterina catarina cecile celine
cesar cezary chantal chiara christel christelle christian christiane christoph christophe clemens clement cornelia
cosimo cristian cristina cristiano dagmar dalibor damir daniela daniele daniele danuta dario dariusz darko david davide
delphine denisa detlef diego dieter dietmar dimitar dimitri dimitrios dimitris dino dirk dmitri dmitry domenico dominik
dominika dominique dora dorota dorothea dragan dusan eberhard edith eduardo eero eino ekaterina elena eleni elettra elisa
elisabetta elke elodie emanuele emil emilia emilie emilio emmanuel enrico enrique enzo erika erkki ernst erwin esteban
estelle etienne eugenia eugenio eva evelina ewa fabian fabiana fabien fabio fabrizio faina federica federico felipe
ferdinand fernanda fernando filip filippo finn flavia flavio florian francesca francesco franco francois francoise
francisco frank franz franziska frederic frederik friedrich fritz gabor gabriela gabriele geert georg georges georgios
gerda gerhard gert giacomo gianluca gianni gino gilles giorgio giovanna giovanni gisela giulia giuliano giulio giuseppe
gonzalo goran gottfried grazia grazyna gregor grzegorz guido guillaume guillermo gunnar gunter gunther gustav gustavo
halina hanna hannele hanne hannelore hans hans-peter harald hartmut hedwig heike heinrich heinz helena helene helga
helmut hendrik henri henrik henrike henryk hermann hilde holger horst hortense ida ignacio igor ilaria ileana ilkka ilona
ilse ines inga inge ingeborg inger ingo ingrid ioana ioannis ion irena irina irma isabell isidora ismael istvan ivana
ivo jaakko jacek jacopo jacques jadwiga jaime jakob jakub jan-erik jana janek janina janka janne janos jari jarmila
jaroslav jarmo javier jean-luc jean-pierre jelena jens jerzy jesper jiri joachim joakim joao joaquin jochen johan johann
johanna johannes jolanta jonas jorg jorge josef josefa josefina jose jozef jozsef juergen juha juhani jukka julcsa
julien juliette julio jurgen jussi jutta kaarina kalle karel karin karina karla karoline karolina karsten kasper katalin
katarina katarzyna kateryna katharina kathrin katja katrin kazimierz kerstin kirill kirsi klara klaus konrad konstantin
konstantinos kristian kristjan krystyna krzysztof ladislav lars lasse laszlo lauri laurent leena leif lennart leonardo
leonid leonor leopold leszek liesbeth liliana lina lino lisbeth liselotte ljubica lorena lorenz lorenzo lothar luc luca
lucia luciana luciano lucie lucjan ludmila ludwig luigi luis luisa lukas lukasz lutz lyudmila maarten maciej magda
magdalena magnus maja maksim malgorzata manfred manon manuel manuela marcel marcello marcelo marcin marco marcos marek
margarita margarethe margherita margit margot margrit mariana marianne mariano marieke marija marijke marika mariana
marina mario marisa marius mariusz marja marketa markku marko markus marlies marta marten martina martine massimo
mateusz matias mats matteo matthias matti matteus mattias maurizio mauro maxim maxime maximilian mechthild mehmet
melanija mette michal micheline michele miguel mihai mikael mikhail mikko mikolaj milan milena milica milos miloslav
mirela mirjam miroslav mirko mladen monika monique moritz nadezhda nadia nadja natalia natalija nathalie nele nenad niall
niamh niccolo nicolas nicolae nicoletta niels nikita niklas niko nikola nikolai nikolaos nikolay nils nina nino nuno
odile ola olaf ole oleg oleksandr olga olivier olli orla oskar osvaldo otto ottavio outi pablo paloma paola paolo
pascal pasquale patrice patrik patrizia patrycja pavel pawel pedro pekka per per-erik pernille petar petr petra petri
petros philippe pia pierre pieter pietro pilar piotr predrag quentin radek radoslav rafael rafal raffaele raimund rainer
ralf ramiro ramon raquel raul ravil reinhard reinhold reijo remi renata renate renato renaud rene ricarda ricardo
riccardo riikka rikke ritva roberto robrecht rocio rodolfo rodrigo roel roman romana romain ronja rosa rosalia rosanna
rosario rudolf ruediger rui ruslan ruud ryszard sabine salvatore sandor sandrine sandro sanna santiago saskia sascha
satu sebastien seppo serena serge sergei sergey sergio severine sigrid sigurd silke silvana silvia silvio simona siobhan
slavica slawomir slobodan snezana sofia sofie solange solveig sonja soren stanislav stanislaw stefan stefania stefanie
stefano steffen sten stephane stephan susana susanne svein sven svenja svetlana sylvain sylvie szymon tadeusz tamas
tanja tarja tatiana tatjana tea teodor teresita terhi thea thierry thomasz thorsten tiago tihomir tiina till tilman
timo tino tiziana tobias tomas tomasz tomaz tommaso tone tonino torben tore torsten tove tuija tuomas udo ulf ulla ulrich
ulrike umberto urs ursule urszula ute uwe vaclav valentina valeria valerio vasil vasile vasiliki vasily veikko vesna
vicente viktor viktoria ville vincenzo virginie virpi vito vittoria vittorio vlad vladimir vladislav volker volodymyr
waldemar walther wenzel werner wieslaw wilhelmina willem wioletta wojciech wolfgang xavier xenia yann yannick yelena yuri
yuriy yvan zbigniew zdenek zdenka zeljko zlatko zofia zoltan zoran zsofia zsolt zuzana zygmunt
"""

_FURTHER = """
aarav abbas abdul abdullah abdulrahman abena abhishek abiola abubakar achieng ade adebayo adeola adesina adnan afolabi
afzal agnieszka ahmad ahmed ahmet aisha aishwarya ajay akash akiko akira akosua alejandra ali alisher amal amara amina
aminata amir amira amit amitabh ananya anand anil anita anjali ankit anwar aparna arash aravind archana arif arjun armin
arun aryan ashok asif atsushi awa ayaan aya ayesha aylin ayse aziz babak babajide bahram bakary balaji bashir bekbolat
bibi bilal binh bobby burak cem chandra chiamaka chidi chidinma chikwendu chinedu chinenye chinonso chukwuemeka dalia
deepa deepak deepika devi dhruv dilip dinesh divya dong-hyun duc ebele ebru eiji elif emeka emine emre ercan esra eun-ji
faisal faiza farah farhad farhan farid farida fatema fatima fatimah fatma fatoumata feng ferhat folake funmilayo ganesh
gauri geeta girish gopal gulnara gurpreet habib hadiza hakan haruka haruki haruto hasan hassan hideki hina hiroko
hiroshi hiroyuki huda hui hung hussain hussein huong hyun-woo ibrahim idris ifeoma ikechukwu ikram imran indira iqbal
ireti ishaan ismail jamal jamila javed jaya jayesh ji-woo jin jitendra jun kamal kamala kamran kaori karan karim karthik
kavita kavitha kazuki kazuko kazuo keiko kemal kenji kenta khadija khalid khaled kiran kofi krishna kumiko kunal kwabena
kwame kwasi lakshmi lalita lamin latifa layla leila lekan linh madhu mahesh mahmoud mahmud mai makoto malik mamadou
manish manoj mansour mariam mariama masako masato maryam mayumi meena meera megumi mehdi mei meiling michiko min-jun
minh ming mio misaki mohamed mohammad mohammed mohan mohit mona muhammad mukesh murat mustafa nabil nadira naoki
narendra naresh nasreen nasser naveed neha nguyen nikhil nisha nishant nkechi nnamdi noor noura nuri obinna oluwaseun
omar omid onyinye osman oumar padma parisa parvati parvin pooja prakash pranav prasad pratik praveen preeti priya
priyanka qasim radha rahim rahul raj raja rajan rajendra rajesh rajiv rakesh rama ramesh rana rani rashid rashida ravi
raza rekha reza rina rohan rohit roza ruchi saad sachiko sadia said saif sakura salma salman samir samira sana sandeep
sangeeta sanjay sanjeev santosh saori sarita satoshi segun selim serkan shabnam shahid shalini shanti sharmila sheikh
shigeru shinji shivani shreya shruti siddharth simran sina sita soo-jin sora suleiman sultana suman sumit sunil sunita
suresh sushma swati syed taiwo takashi takeshi takumi tamer tanvir tariq tatsuya temitope tetsuya thanh thi toluwani
tomoko tomomi toshiko toshimi tuan tunde tushar uchenna umar usha usman vandana varun vijay vikas vikram vinod vishal
wafa waleed wei xiaoming xin yamato yasin yasmin yasuko yemi yetunde ying yoko yoshiko youssef yui yuki yuko yumi yusuf
yuto zahra zainab zaid zehra zeynep ziad zohra
"""

_SHARED = frozenset(
    [
        "jan",
        "min",
        "may",
        "the",
        "an",
        "in",
        "on",
        "of",
        "or",
        "said",
        "thi",
        "mai",
        "min",
        "hung",
        "jin",
        "jun",
        "ming",
        "ying",
        "hui",
        "feng",
        "wei",
    ]
)
"""Written like a word of English even with a capital at the start of a sentence, or too short to be sure of."""

GIVEN_NAMES = frozenset(f"{_ENGLISH} {_EUROPEAN} {_FURTHER}".split()) - _SHARED
"""In lower case."""
